/**
 * Files that people opened since the page was loaded, by the fingerprint of the table made of them. The store keeps the table and not the
 * file's bytes: to read a file in another way they are needed again.
 */
const files = new Map<string, File>()

export const keepFile = (fingerprint: string, file: File): void => void files.set(fingerprint, file)
export const fileOf = (fingerprint: string): File | undefined => files.get(fingerprint)
