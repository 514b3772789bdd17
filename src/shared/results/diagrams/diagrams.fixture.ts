import type {
  DendrogramDiagram,
  GraphDiagram,
  ImagesDiagram,
  Picture,
  SurfaceDiagram,
  TreeDiagram,
  TreeNode,
} from '../blocks'
import { bytesText } from './images/png'

/** scikit-learn's tree of 7 leaves over the 333 whole penguins (seed 43), breadth first; rows 0, 9, 18 … and the leaves they end in. */
export const penguinTree: TreeDiagram = {
  type: 'tree',
  classes: ['Adelie', 'Chinstrap', 'Gentoo'],
  impurity: 'gini',
  nodes: [
    { rule: 'flipper ≤ 206.5', children: [1, 2], missing: 'no', rows: 333, counts: [146, 68, 119], impurity: 0.6384 },
    { rule: 'bill_length ≤ 43.35', children: [3, 4], rows: 208, counts: [144, 63, 1], impurity: 0.4289 },
    { rule: 'bill_depth ≤ 17.65', children: [5, 6], rows: 125, counts: [2, 5, 118], impurity: 0.107 },
    { rule: 'bill_length ≤ 42.35', children: [7, 8], rows: 145, counts: [140, 5, 0], impurity: 0.0666 },
    { rule: 'body_mass ≤ 4125', children: [9, 10], rows: 63, counts: [4, 58, 1], impurity: 0.1481 },
    { rows: 118, counts: [0, 0, 118], impurity: 0 },
    { rows: 7, counts: [2, 5, 0], impurity: 0.4082 },
    { rows: 134, counts: [133, 1, 0], impurity: 0.0148 },
    { rows: 11, counts: [7, 4, 0], impurity: 0.4628 },
    { rows: 51, counts: [0, 51, 0], impurity: 0 },
    { rule: 'bill_length ≤ 48.8', children: [11, 12], rows: 12, counts: [4, 7, 1], impurity: 0.5417 },
    { rows: 6, counts: [4, 1, 1], impurity: 0.5 },
    { rows: 6, counts: [0, 6, 0], impurity: 0 },
  ],
  rows: {
    row: Array.from({ length: 37 }, (_, i) => 9 * i),
    leaf: [...Array<number>(17).fill(7), 9, 9, 12, 9, 9, 9, 9, ...Array<number>(13).fill(5)],
  },
  path: { name: 'row 171', leaf: 12 },
}

/** A tree of values over `leaves` leaves, nearly balanced. */
export function valueTree(leaves: number): TreeDiagram {
  const nodes: TreeNode[] = []
  const count = 2 * leaves - 1
  for (let i = 0; i < count; i++) {
    const rows = Math.max(1, Math.round((leaves * 20) / (i + 1)))
    const value = 4200 + 900 * Math.sin(2.4 * i)
    const inner = 2 * i + 2 < count
    nodes.push({
      ...(inner && {
        rule: `x${i % 5} ≤ ${(i * 1.5).toFixed(1)}`,
        children: [2 * i + 1, 2 * i + 2],
        missing: i % 3 ? 'no' : 'yes',
      }),
      rows,
      value,
      impurity: 1000 / (i + 1),
    })
  }
  return { type: 'tree', value: 'body_mass', impurity: 'squared error', nodes }
}

/** scipy's Ward linkage of every fourth iris. */
export const irisDendrogram: DendrogramDiagram = {
  type: 'dendrogram',
  height: { label: 'Ward distance' },
  leaves: 39,
  merges: [
    [33, 34, 0.1],
    [0, 1, 0.141],
    [10, 40, 0.183],
    [35, 38, 0.245],
    [14, 15, 0.245],
    [36, 37, 0.245],
    [23, 24, 0.265],
    [7, 41, 0.268],
    [31, 44, 0.294],
    [13, 22, 0.332],
    [9, 12, 0.346],
    [27, 39, 0.351],
    [29, 32, 0.374],
    [19, 43, 0.408],
    [17, 20, 0.412],
    [5, 49, 0.416],
    [2, 3, 0.424],
    [4, 8, 0.458],
    [47, 51, 0.483],
    [30, 50, 0.526],
    [6, 11, 0.539],
    [21, 45, 0.551],
    [18, 53, 0.58],
    [26, 42, 0.616],
    [46, 54, 0.649],
    [28, 58, 0.725],
    [48, 52, 0.774],
    [16, 60, 0.807],
    [56, 63, 0.874],
    [59, 67, 1.015],
    [57, 62, 1.049],
    [64, 69, 1.321],
    [61, 66, 1.495],
    [55, 68, 1.65],
    [25, 71, 2.027],
    [65, 73, 2.663],
    [70, 74, 6.045],
    [72, 75, 16.872],
  ],
  rows: [0, 50, 100].flatMap(from => Array.from({ length: 13 }, (_, i) => from + 4 * i)),
  cut: 3,
}

/** n leaves joined two by two: neighbours first. */
export function largeDendrogram(leaves: number): DendrogramDiagram {
  const merges: DendrogramDiagram['merges'] = []
  // Twice as many leaves lie about 1.4 times as high; within a level heights rise slowly.
  const height = (i: number): number => Math.sqrt(leaves / (leaves - i)) + i / leaves
  let open = Array.from({ length: leaves }, (_, i) => i)
  while (open.length > 1) {
    const next: number[] = []
    for (let i = 0; i + 1 < open.length; i += 2) {
      next.push(leaves + merges.length)
      merges.push([open[i], open[i + 1], height(merges.length)])
    }
    if (open.length % 2 === 1) next.push(open.at(-1)!)
    open = next
  }
  return { type: 'dendrogram', height: { label: 'distance' }, leaves, merges, cut: 5 }
}

const digit = (truth: string, said: string, bytes: string, row: number): Picture => ({
  height: 8,
  width: 8,
  pixels: { channels: 1, bytes },
  truth,
  said,
  row,
})

/** Eight of scikit-learn's digits, ink on paper; two were taken for others. */
export const digits: ImagesDiagram = {
  type: 'images',
  pictures: [
    digit('5', '9', '//8/X////////x8AAB//////LwAPX+////9PAACP//////+/jwCP//////+/AG////+vvz8Av////28AAF///w==', 5),
    digit('9', '9', '//9PP///////3wAAAC/////PAD9fH////+8A7z8P/////y8Abw/f/////8//b0///////28Pv////28/L8///w==', 9),
    digit('2', '2', '//+vP+///////w8fj///////L+8//////99f/x///////9//AO///////58P//////9vAA9vf9///89Pfy8/vw==', 12),
    digit('8', '8', '//9fjy9v/////29fPw/f////v09fT//////vAF/v/////z8vv///////P+8//////+9f3x///////08fr////w==', 18),
    digit('4', '4', '/////z/f//////+fH+//////vwCPf/////8vb/8An///nwBfTwD/////r18vAP///////58A////////P3///w==', 24),
    digit('0', '0', '//+fH1/f/////w8PLw/P///fAF//L2///+8Ar/8/r////wDP/y+f///vD6+fL+////8ATx9f/////48AT+///w==', 36),
    digit('8', '3', '//+Pjy8Av////y8vnz+P////X79fT+////9/AF//////zx8A//////9/f0+v/////79fb3//////708An////w==', 38),
    digit('2', '2', '/////08Pv//////PAAA//////38fAD//////r18An///749PAC////9vAAAf7////89/HwBv///////vTwA//w==', 77),
  ],
}

/** Four filters of an edge detector. */
export const filters: ImagesDiagram = {
  type: 'images',
  together: true,
  pictures: [
    [1, 2, 1, 0, 0, 0, -1, -2, -1],
    [1, 0, -1, 2, 0, -2, 1, 0, -1],
    [0, 1, 0, 1, -4, 1, 0, 1, 0],
    [2, 1, 0, 1, 0, -1, 0, -1, -2],
  ].map((of, i) => ({ height: 3, width: 3, values: { of, scale: 'signed' }, caption: `filter ${i + 1}` })),
}

/** Discs on grey noise, found with more and less success: image, true mask, predicted mask, overlay. */
export const masks: ImagesDiagram = {
  type: 'images',
  columns: ['image', 'true', 'predicted', 'overlay'],
  lines: ['Worst of 80', 'Median', 'Near best'],
  pictures: [5, 2.5, 0.6].flatMap((off, k): Picture[] => {
    const size = 24
    const inside = (x: number, y: number, shift: number): boolean => (x - 11 - shift) ** 2 + (y - 10 - k) ** 2 < 36
    const bytes = (of: (x: number, y: number) => number): string =>
      bytesText(Uint8Array.from({ length: size * size }, (_, i) => of(i % size, Math.floor(i / size))))
    const truth = bytes((x, y) => Number(inside(x, y, 0)))
    const said = bytes((x, y) => Number(inside(x, y, off)))
    const pixels = {
      channels: 1,
      bytes: bytes((x, y) => (inside(x, y, 0) ? 90 : 200) + ((x * 37 + y * 91) % 48)),
    } as const
    const base = { height: size, width: size }
    return [
      { ...base, pixels },
      { ...base, masks: { truth } },
      { ...base, masks: { said } },
      { ...base, pixels, masks: { truth, said } },
    ]
  }),
}

/** A network of scikit-learn (two columns, tanh, 4 and 3 neurons) over the penguins, each neuron as a map of what it answers. */
export const network: GraphDiagram = penguinNetwork()

function penguinNetwork(): GraphDiagram {
  const weights = [
    [
      [1.44, 0.04, 0.72, 0.89],
      [0, -1.55, 1.56, -0.87],
    ],
    [
      [1.31, 1.83, 0.03],
      [0.45, -0.88, -1.11],
      [-0.45, 1.46, 0.58],
      [1.77, 0.65, 0.05],
    ],
    [
      [-1.07, 1.67, -1.11],
      [-0.79, 0.99, 0.87],
      [-1.43, -1.03, 0.71],
    ],
  ]
  const biases = [
    [0.33, 0.5, 0.07, -0.48],
    [-0.41, 0.09, -0.11],
    [0.08, -0.01, -0.06],
  ]
  const side = 16
  const at = (i: number): number => (4 * (i + 0.5)) / side - 2
  const answers = Array.from({ length: side * side }, (_, i) => {
    let row = [at(i % side), -at(Math.floor(i / side))]
    return [
      row.map(v => v / 2),
      ...weights.map((layer, k) => {
        const sums = biases[k].map((b, j) => row.reduce((sum, v, from) => sum + v * layer[from][j], b))
        row = sums.map(Math.tanh)
        return row
      }),
    ]
  })
  const names = [['bill length', 'flipper'], [], [], ['Adelie', 'Chinstrap', 'Gentoo']]
  const layers = ['Columns', 'Hidden 1', 'Hidden 2', 'Answer']
  const sizes = [2, 4, 3, 3]
  const first = sizes.map((_, k) => sizes.slice(0, k).reduce((a, b) => a + b, 0))
  return {
    type: 'graph',
    layers: layers.map((name, k) => ({ name, note: ['2, scaled', '4, tanh', '3, tanh', 'softmax'][k] })),
    nodes: sizes.flatMap((n, k) =>
      Array.from({ length: n }, (_, j) => ({
        name: names[k][j] ?? '',
        layer: k,
        ...(k === 3 && { class: j }),
        map: { height: side, width: side, of: answers.map(a => a[k][j]) },
      })),
    ),
    edges: weights.flatMap((layer, k) =>
      layer.flatMap((row, i) => row.map((weight, j) => ({ from: first[k] + i, to: first[k + 1] + j, weight }))),
    ),
  }
}

/** Weather from day to day: it runs in circles. */
export const weather: GraphDiagram = {
  type: 'graph',
  weight: 'probability',
  nodes: [
    { name: 'sun', value: 0.5 },
    { name: 'cloud', value: 0.3 },
    { name: 'rain', value: 0.2 },
  ],
  edges: [
    { from: 0, to: 1, weight: 0.3 },
    { from: 1, to: 0, weight: 0.4 },
    { from: 1, to: 2, weight: 0.3 },
    { from: 2, to: 1, weight: 0.5 },
    { from: 2, to: 0, weight: 0.1 },
    { from: 0, to: 0, weight: 0.7 },
  ],
}

/** A computation: each step stands behind what it needs. */
export const computation: GraphDiagram = {
  type: 'graph',
  nodes: [
    { name: 'x', value: 2 },
    { name: 'w', value: -3 },
    { name: 'b', value: 1 },
    { name: 'w · x', value: -6 },
    { name: '+', value: -5 },
    { name: 'σ', value: 0.0067 },
  ],
  edges: [
    { from: 0, to: 3, label: '−0.020' },
    { from: 1, to: 3, label: '0.013' },
    { from: 3, to: 4, label: '0.0067' },
    { from: 2, to: 4, label: '0.0067' },
    { from: 4, to: 5, label: '1' },
  ],
}

/** Himmelblau's four valleys, and two ways down. */
export const valleys: SurfaceDiagram = fourValleys()

function fourValleys(): SurfaceDiagram {
  const f = (x: number, y: number): number => (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2
  const grid = Array.from({ length: 41 }, (_, i) => -5 + i / 4)
  const descent = (rate: number, steps: number, from: [number, number]): [number, number][] => {
    let [x, y] = from
    return Array.from({ length: steps }, () => {
      const here: [number, number] = [x, y]
      const [u, v] = [x * x + y - 11, x + y * y - 7]
      ;[x, y] = [x - rate * (4 * x * u + 2 * v), y - rate * (2 * u + 4 * y * v)]
      return here
    })
  }
  return {
    type: 'surface',
    x: { label: 'x' },
    y: { label: 'y' },
    z: { label: 'log(1 + f)' },
    xs: grid,
    ys: grid,
    values: grid.map(y => grid.map(x => Math.log(1 + f(x, y)))),
    paths: [
      { name: 'Rate 0.01', points: descent(0.01, 30, [0, 0.5]) },
      { name: 'Rate 0.015', points: descent(0.015, 30, [-0.5, -1]) },
    ],
  }
}

/** One of every kind, and the other faces that some have. */
export const diagramExamples = {
  penguinTree,
  valueTree: valueTree(90),
  irisDendrogram,
  largeDendrogram: largeDendrogram(20_000),
  digits,
  filters,
  masks,
  network,
  weather,
  computation,
  valleys,
}
