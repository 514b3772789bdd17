import { emptyPipeline } from './pipeline.fixture'
import { openProjects } from './projects'

// Keeps changes of one project as fast as it can, and says on standard output what it was answered: the process that a test kills.
const [folder, id] = process.argv.slice(2)
const projects = await openProjects(folder)
let { revision } = await projects.open(id)
for (;;) {
  const document = { ...emptyPipeline(`state ${revision + 1}`), seed: revision + 1 }
  ;({ revision } = await projects.keep(id, revision, document))
  process.stdout.write(`${revision}\n`)
  if (revision % 7 === 0) ({ revision } = await projects.save(id, revision, document))
}
