/** The bundler hands stylesheets over as text. */
declare module '*/phone.css' {
  const css: string
  export default css
}
