import { nodeSpecs } from '../../compute'

/** The name of a node type, as the palette writes it. */
export const titleOf = (type: string): string => nodeSpecs.get(type)?.title ?? type
