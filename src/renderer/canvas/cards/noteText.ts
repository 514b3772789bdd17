export interface Run {
  text: string
  strong: boolean
}

/** A note's lines; what stands between two pairs of stars is strong: `**Split** first`. */
export function noteText(text: string): Run[][] {
  return text.split('\n').map(line =>
    line
      .split(/\*\*(.+?)\*\*/)
      .map((part, i): Run => ({ text: part, strong: i % 2 === 1 }))
      .filter(part => part.text !== ''),
  )
}
