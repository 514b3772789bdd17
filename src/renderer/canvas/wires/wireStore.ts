import { defineStore } from 'pinia'
import { computed } from 'vue'
import { nodeSpecs } from '../../../compute'
import { usePipeline } from '../../node/pipeline'
import { useDocument } from '../../stores/document'
import { type Wiring, wiresOf, wiringOf } from './wires'

/** The ways of all wires on the canvas, by id. */
export const useWires = defineStore('wires', () => {
  const documents = useDocument()
  const pipeline = usePipeline()

  /** Wires are led anew where a card, a group or an end of a wire moved: the text stands between so that a parameter changes nothing. */
  const wiringText = computed(() => JSON.stringify(wiringOf(documents.document, nodeSpecs, pipeline.scene)))
  const ways = computed(() => wiresOf(JSON.parse(wiringText.value) as Wiring))
  return { ways }
})
