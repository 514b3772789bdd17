/** Hands bytes to the person as a download. */
export function download(name: string, bytes: BlobPart, type = 'application/octet-stream'): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([bytes], { type }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** Letters, digits, dots and dashes; nothing that a file system or a shell reads otherwise. */
export const fileName = (...parts: string[]): string =>
  parts
    .map(p =>
      p
        .normalize('NFC')
        .replace(/[^\p{L}\p{N}_-]+/gu, '-')
        .slice(0, 80),
    )
    .join('-')
    .replace(/^-+|-+$/g, '') || 'results'
