/** Whether the tests run at their full counts: `npm run soak`. */
export const soak = Boolean(process.env['LATHE_SOAK'])
