import { defineStore } from 'pinia'
import { computed } from 'vue'
import { nodeSpecs } from '../../compute'
import type { PipelineNode } from '../../shared/pipeline/document'
import { waitingOn } from '../../shared/pipeline/ready'
import { targetsInto } from '../../shared/pipeline/targets'
import { type Scene, sceneOf } from '../layout/scene'
import { useDocument } from '../stores/document'
import { useRun } from '../stores/run'
import { sourcesOf, wiredPorts } from './ports'

/** What the open document says of its nodes: worked out once, asked by everything that tells of one. */
export const usePipeline = defineStore('pipeline', () => {
  const documents = useDocument()
  const run = useRun()

  const nodes = computed<ReadonlyMap<string, PipelineNode>>(() => new Map(documents.document.nodes.map(n => [n.id, n])))
  /** What the canvas draws. */
  const scene = computed<Scene>(() => sceneOf(documents.document, nodeSpecs))
  const sources = computed(() => sourcesOf(documents.document, nodeSpecs))
  const targets = computed(() => targetsInto(documents.document, nodeSpecs))
  /** What a run would leave out behind a node that is not ready: that node, by id. */
  const waiting = computed(() => waitingOn(documents.document, nodeSpecs))
  /** Keys of the ports with an edge. */
  const wired = computed(() => wiredPorts(documents.document, nodeSpecs))

  /** Queued nodes in the order they will run. The text stands between so that progress of others changes nothing. */
  const queueText = computed(() => {
    const queued: string[] = []
    for (const { id } of scene.value.nodes) if (run.of(id).status === 'queued') queued.push(id)
    return queued.join(' ')
  })
  const queue = computed<ReadonlyMap<string, number>>(
    () => new Map(queueText.value.split(' ').map((id, place) => [id, place])),
  )

  return { nodes, scene, sources, targets, waiting, wired, queue }
})
