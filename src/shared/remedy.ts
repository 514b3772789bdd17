/** What to do about a fault, in one sentence, and what one press does of it. */
export interface Remedy {
  text: string
  fix?: Fix
}

/** What can be done for the person. Nodes are told by type: the nearest one before the node that failed is meant. */
export type Fix =
  /** A node to put on the wire into the failed one, or into the one of type `before`. */
  | { insert: string; before?: string; params?: Readonly<Record<string, unknown>> }
  /**
   * A setting of what failed (a node, or a call), or of a node of type `node`, which is put on the line where there is none. The person chooses
   * what has no value here.
   */
  | { set: { node?: string; parameter: string; value?: unknown } }
  /** Another type of node in the place of what failed, with its wires. */
  | { replace: string }
  /** A page of the window, or a node on the line, to look at. */
  | { open: string }

/** The pages of the window. */
export const pages = ['start', 'canvas', 'data', 'results', 'learn', 'report'] as const
export type Page = (typeof pages)[number]

/** Whether a press would change this setting of what failed. */
export const setsOwn = (remedy: Remedy | undefined, parameter: string): boolean =>
  remedy?.fix !== undefined && 'set' in remedy.fix && !remedy.fix.set.node && remedy.fix.set.parameter === parameter
