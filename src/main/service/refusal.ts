import { LatheError } from '../../shared/errors'

/** A request that is wrong as a request: no such call, wrong method, too large. Such faults have a status of their own. */
export class Refusal extends LatheError {
  constructor(
    readonly status: number,
    message: string,
    remedy = 'Reload the page, so that it fits the running program.',
  ) {
    super({ code: 'usage', message, remedy })
  }
}
