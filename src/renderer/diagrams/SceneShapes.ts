import { type FunctionalComponent, h } from 'vue'
import { type Shape, shapeElement } from '../../shared/results/diagrams/scene'

/** Shapes as SVG elements; text from data stays text. */
const SceneShapes: FunctionalComponent<{ shapes: readonly Shape[] }> = ({ shapes }) =>
  shapes.map(shape => {
    const { tag, attributes, text } = shapeElement(shape)
    return h(tag, attributes, text)
  })
SceneShapes.props = ['shapes']

export default SceneShapes
