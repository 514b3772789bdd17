/** NIST Statistical Reference Datasets, linear regression (public domain). Longley's table stands in golden.json. */
export const longleyCertified = {
  coefficients: [
    15.0618722713733, -0.035819179292591, -2.02022980381683, -1.03322686717359, -0.0511041056535807, 1829.15146461355,
  ],
  intercept: -3482258.63459582,
  standardErrors: [
    890420.383607373, 84.9149257747669, 0.033491007772243, 0.488399681651699, 0.214274163161675, 0.22607320006937,
    455.478499142212,
  ],
  rSquared: 0.995479004577296,
}

const bumps = [759, -2048, 2048, -2048, 2523, -2048, 2048, -2048, 1838, -2048, 2048]
const x = Array.from({ length: 21 }, (_, i) => i)
const noise = x.map(i => bumps[i <= 10 ? i : 20 - i])
const polynomial = (base: number): number[] => x.map(v => [5, 4, 3, 2, 1, 0].reduce((sum, k) => sum * v + base ** k, 0))

/** Powers 1 … 5 of 0 … 20. */
export const wamplerColumns = Object.fromEntries([1, 2, 3, 4, 5].map(k => [`x${k}`, x.map(v => v ** k)]))

/** Standard errors of Wampler3, intercept first; those of Wampler4 and 5 are 100 and 10,000 times as large. */
export const wampler3Errors = [
  2152.3262467817, 2363.55173469681, 779.343524331583, 101.47550755035, 5.64566512170752, 0.112324854679312,
]

/** Targets with the certified coefficient base ^ power, and the digits that must be right. */
export const wampler = [
  { name: 'Wampler1', y: polynomial(1), base: 1, digits: 9, noise: 0 },
  { name: 'Wampler2', y: polynomial(0.1), base: 0.1, digits: 9, noise: 0 },
  { name: 'Wampler3', y: polynomial(1).map((v, i) => v + noise[i]), base: 1, digits: 9, noise: 1 },
  { name: 'Wampler4', y: polynomial(1).map((v, i) => v + 100 * noise[i]), base: 1, digits: 8, noise: 100 },
  { name: 'Wampler5', y: polynomial(1).map((v, i) => v + 10_000 * noise[i]), base: 1, digits: 6, noise: 10_000 },
]
