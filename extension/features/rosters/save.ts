/** Gives a file to the person, the way a link does: no permission is needed for it. */
export function save(file: Blob, name = file instanceof File ? file.name : ''): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has to come round to it first.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
