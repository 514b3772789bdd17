/** One choice of a select or of segments. */
export interface Option {
  value: string
  label: string
  /** One line about it. */
  about?: string | undefined
}
