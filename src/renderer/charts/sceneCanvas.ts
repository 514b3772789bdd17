import { haloWidth, type ImageShape, type Scene, type Shape } from '../../shared/results/diagrams/scene'
import type { Theme } from '../../shared/results/theme'

/** A scene on a canvas of `ratio` times its size, in the page's own fonts. */
export async function sceneCanvas(scene: Scene, theme: Theme, ratio: number): Promise<HTMLCanvasElement> {
  const canvas = document.createElement('canvas')
  const images = scene.items.flatMap(i => i.shapes).flatMap(s => (s.kind === 'image' ? [loaded(s)] : []))
  paintScene(canvas, scene, theme, ratio, new Map(await Promise.all(images)))
  return canvas
}

/** Paints a scene; its pictures have to be loaded before. */
export function paintScene(
  canvas: HTMLCanvasElement,
  { width, height, above = 0, items }: Scene,
  theme: Theme,
  ratio: number,
  images: ReadonlyMap<string, HTMLImageElement> = new Map(),
): void {
  canvas.width = Math.ceil(width * ratio)
  canvas.height = Math.ceil((height + above) * ratio)
  const context = canvas.getContext('2d')!
  context.scale(ratio, ratio)
  context.translate(0, above)
  // Pixels of pictures stay squares.
  context.imageSmoothingEnabled = false
  context.lineJoin = 'round'
  context.fillStyle = theme.surface
  context.fillRect(0, -above, width, height + above)
  for (const { shapes } of items) for (const shape of shapes) draw(context, shape, theme, images)
}

async function loaded({ href }: ImageShape): Promise<[string, HTMLImageElement]> {
  const image = new Image()
  image.src = href
  await image.decode()
  return [href, image]
}

function draw(
  context: CanvasRenderingContext2D,
  shape: Shape,
  theme: Theme,
  images: ReadonlyMap<string, HTMLImageElement>,
): void {
  context.save()
  switch (shape.kind) {
    case 'path': {
      const path = new Path2D(shape.d)
      context.globalAlpha = shape.opacity ?? 1
      if (shape.fill !== undefined && shape.fill !== 'none') {
        context.fillStyle = shape.fill
        context.fill(path, 'evenodd')
      }
      if (shape.stroke !== undefined) {
        context.strokeStyle = shape.stroke
        context.lineWidth = shape.width ?? 1
        context.setLineDash([...(shape.dash ?? [])])
        context.stroke(path)
      }
      break
    }
    case 'text': {
      const { x, y, text, fill, size = 11, weight = 400, align = 'start', turn = 0, halo } = shape
      context.translate(x, y)
      context.rotate((turn * Math.PI) / 180)
      context.font = `${weight} ${size}px ${theme.font}`
      context.textAlign = align === 'middle' ? 'center' : align
      if (halo !== undefined) {
        context.strokeStyle = halo
        context.lineWidth = haloWidth
        context.strokeText(text, 0, 0)
      }
      context.fillStyle = fill
      context.fillText(text, 0, 0)
      break
    }
    case 'image':
      context.drawImage(images.get(shape.href)!, shape.x, shape.y, shape.width, shape.height)
      break
  }
  context.restore()
}
