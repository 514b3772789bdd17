export interface Rect {
  left: number
  top: number
  width: number
  height: number
}

type Size = Pick<Rect, 'width' | 'height'>

/**
 * Where a card stands beside what it speaks of: below it, else above, right or left, wherever there is room; without anything to stand
 * beside, or without room, at the lower edge of the window. Always within the window.
 */
export function beside(about: Rect | undefined, card: Size, room: Size, gap = 12): { left: number; top: number } {
  const within = (at: number, length: number, whole: number): number =>
    Math.max(gap, Math.min(at, whole - length - gap))
  const foot = {
    left: within((room.width - card.width) / 2, card.width, room.width),
    top: room.height - card.height - 40,
  }
  if (!about) return foot
  const right = about.left + about.width
  const bottom = about.top + about.height
  const left = within(about.left + about.width / 2 - card.width / 2, card.width, room.width)
  const top = within(about.top + about.height / 2 - card.height / 2, card.height, room.height)
  if (bottom + gap + card.height + gap <= room.height) return { left, top: bottom + gap }
  if (about.top - gap - card.height >= gap) return { left, top: about.top - gap - card.height }
  if (right + gap + card.width + gap <= room.width) return { left: right + gap, top }
  if (about.left - gap - card.width >= gap) return { left: about.left - gap - card.width, top }
  return foot
}
