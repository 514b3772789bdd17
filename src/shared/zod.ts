import { z } from 'zod'

// zod 4 tries `new Function` with the first schema to see whether it may compile its checks; under a page's policy that is a violation
// which browsers report, though the try is caught. Schemas import zod from here, so that none is made before this line.
z.config({ jitless: true })

export { z }
