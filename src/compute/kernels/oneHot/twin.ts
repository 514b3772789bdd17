/** 1 at each row's label, otherwise 0. */
export function oneHotTwin(labels: ArrayLike<number>, classes: number): number[] {
  return Array.from(labels).flatMap(label => Array.from({ length: classes }, (_, j) => Number(j === label)))
}
