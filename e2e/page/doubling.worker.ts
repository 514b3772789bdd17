import { double } from './doubling'

self.addEventListener('message', (event: MessageEvent<number[]>) => {
  double(event.data).then(
    result => self.postMessage({ result }),
    (error: unknown) => self.postMessage({ error: String(error) }),
  )
})
