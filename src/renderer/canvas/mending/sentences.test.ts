import { describe, expect, it } from 'vitest'
import { nodeSpecs } from '../../../compute'
import { inTitles } from '../../../shared/sentences'

const sources = import.meta.glob<string>(
  ['../../../{compute,main}/**/*.ts', '!../../../main/{cli,server,electron}/**', '!../../../**/*.{test,fixture}.ts'],
  { query: '?raw', import: 'default', eager: true },
)

/** Every remedy that stands in the sources, with the type of the node whose folder it stands in. */
const remedies = Object.entries(sources).flatMap(([path, text]) => {
  const folder = /nodes\/\w+\/(\w+)\//.exec(path)?.[1]
  const own = [...nodeSpecs.values()].find(s => s.type === folder || s.type.endsWith(`.${folder}`))
  const literal = /remedy:\s*(?:\{\s*text:\s*)?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`)/g
  return [...text.matchAll(literal)].map(found => ({ text: found[1] ?? found[2] ?? found[3] ?? '', own }))
})

describe('sentences of the window', () => {
  it.each([
    ['Name the column to learn in table.columns (target).', 'Name the column to learn in Columns › Target.'],
    ['Put prep.impute before prep.scale.', 'Put Impute before Scale.'],
    ['Give prep.split a smaller testSize, or more rows.', 'Give Split a smaller Test size, or more rows.'],
    ['Raise maxIter.', 'Raise Max iterations.'],
    ['Put a name aside (table.columns, id).', 'Put a name aside (Columns › ID).'],
    ['Put evaluate right behind the model.', 'Put Evaluate right behind the model.'],
    ['Give each task its own evaluate.', 'Give each task its own Evaluate.'],
    ['Evaluate on rows that have this column.', 'Evaluate on rows that have this column.'],
    ['Choose the penalty l2.', 'Choose the penalty L2.'],
    ['Write to out.csv.', 'Write to out.csv.'],
    ['Keep fewer with prep.later.', 'Keep fewer with Later.'],
    ['Run it with --adapter software.', 'Run it with the software adapter.'],
  ])('%s → %s', (code, said) => expect(inTitles(code, nodeSpecs)).toBe(said))

  it('know the short names of the node that speaks', () => {
    const logistic = nodeSpecs.get('model.logisticRegression')
    expect(inTitles('Set solver to lbfgs.', nodeSpecs, logistic)).toBe('Set Solver to lbfgs.')
    expect(inTitles('Set solver to lbfgs.', nodeSpecs)).toBe('Set solver to lbfgs.')
    expect(inTitles('Give a smaller nClusters.', nodeSpecs)).toBe('Give a smaller Clusters.')
  })

  it('are found in the sources', () => expect(remedies.length).toBeGreaterThan(80))

  it.each(remedies)('name nodes that there are: $text', ({ text }) => {
    const named = text.replaceAll(/\$\{[^}]*\}/g, '7').match(/\b(?:data|table|prep|model|output)\.[a-z]\w*/g) ?? []
    expect(named.filter(type => !nodeSpecs.has(type))).toEqual([])
  })

  it.each(remedies)('hold no name of the code: $text', ({ text, own }) => {
    const said = inTitles(text.replaceAll(/\$\{[^}]*\}/g, '7'), nodeSpecs, own)
    expect(said).not.toMatch(/\b(data|table|prep|model|output)\.[a-z]/)
    const left = said.replace('macOS', '').match(/\b[a-z]+[A-Z]\w*/g) ?? []
    expect(left).toEqual([])
    expect(said).not.toContain('--')
  })
})
