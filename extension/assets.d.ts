/** The address of a picture in the built extension. */
declare module '*.svg' {
  const address: string
  export default address
}
