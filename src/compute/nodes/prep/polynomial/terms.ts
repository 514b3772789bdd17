/** Exponents of one term, a number per feature. */
export type Powers = readonly number[]

/** Number of terms of degree 1 … `degree` in p features. */
export function termCount(p: number, degree: number, interactionOnly: boolean): number {
  let [sum, ofDegree] = [0, 1]
  for (let k = 1; k <= degree; k++) {
    // C(p, k), or C(p + k − 1, k) with repetition.
    ofDegree = (ofDegree * (interactionOnly ? p - k + 1 : p + k - 1)) / k
    sum += ofDegree
  }
  return sum
}

/** All terms of degree 1 … `degree`, in the order of scikit-learn's PolynomialFeatures. */
export function termsOf(p: number, degree: number, interactionOnly: boolean): Powers[] {
  const terms: Powers[] = []
  const extend = (chosen: readonly number[], from: number, left: number): void => {
    if (left === 0) {
      const powers = new Array<number>(p).fill(0)
      for (const j of chosen) powers[j]++
      terms.push(powers)
      return
    }
    for (let j = from; j < p; j++) extend([...chosen, j], interactionOnly ? j + 1 : j, left - 1)
  }
  for (let k = 1; k <= degree; k++) extend([], 0, k)
  return terms
}

/** `x`, `x^2`, `a b`, `a^2 b`; `1` for the term without features. */
export function termName(names: readonly string[], powers: Powers): string {
  const factors = names.flatMap((name, j) => (powers[j] === 0 ? [] : [powers[j] === 1 ? name : `${name}^${powers[j]}`]))
  return factors.join(' ') || '1'
}

export const degreeOf = (powers: Powers): number => powers.reduce((a, b) => a + b, 0)
