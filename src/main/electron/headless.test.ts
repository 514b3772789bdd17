import { expect, it } from 'vitest'
import { headlessPaths } from '../../shared/contracts/desktop'
import { headlessService } from './headless'

const post = (path: string, body: unknown = null) =>
  new Request(`http://command${path}`, { method: 'POST', body: JSON.stringify(body) })
const job = { type: 'run', document: { name: 'x' } } as const

function start() {
  const events: unknown[] = []
  const cancel = new AbortController()
  const rest = (request: Request) => Promise.resolve(new Response(`rest ${request.method}`))
  const { service, answer } = headlessService(rest, job, event => events.push(event), cancel.signal)
  return { service, answer, events, cancel }
}

it('gives the job, hears events, and then the answer', async () => {
  const { service, answer, events } = start()
  expect(await (await service(post(headlessPaths.job))).json()).toEqual(job)
  await service(post(headlessPaths.say, { type: 'event', event: { type: 'progress', node: 'a' } }))
  await service(post(headlessPaths.say, { type: 'done', answer: { status: 'done' } }))
  expect(await answer).toEqual({ status: 'done' })
  expect(events).toEqual([{ type: 'progress', node: 'a' }])
})

it('fails as the page failed', async () => {
  const { service, answer } = start()
  const failed = answer.catch((error: unknown) => error)
  await service(
    post(headlessPaths.say, { type: 'failed', error: { code: 'pipeline', message: 'No.', where: 'nodes[0]' } }),
  )
  expect(await failed).toMatchObject({ code: 'pipeline', where: 'nodes[0]' })
})

it('tells the page to stop when the command is to stop', async () => {
  const { service, cancel } = start()
  let stopped = false
  const asked = service(post(headlessPaths.stop)).then(() => (stopped = true))
  await new Promise(done => setTimeout(done, 20))
  expect(stopped).toBe(false)
  cancel.abort()
  expect(await asked).toBe(true)
})

it('refuses words that are none, and hands everything else on', async () => {
  const { service } = start()
  for (const wrong of [null, {}, { type: 'event' }, { type: 'quit' }])
    expect((await service(post(headlessPaths.say, wrong))).status).toBe(400)
  expect(await (await service(post('/api/version'))).text()).toBe('rest POST')
  expect(await (await service(new Request(`http://command${headlessPaths.job}`))).text()).toBe('rest GET')
})
