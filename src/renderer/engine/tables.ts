import type { RemoteEngine } from '../../compute'
import { download, startEngine } from './client'

/** The engine of the page, for questions about its tables. */
export const engine = (): RemoteEngine => startEngine((name, bytes) => download(name, bytes))
