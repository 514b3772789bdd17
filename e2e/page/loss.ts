// Loaded before the engine: the first device is destroyed at the submission whose number is the worker's name.
const at = Number(self.name.replace(/^lose at /, ''))
// Both are called with their own `this` below.
// oxlint-disable-next-line typescript/unbound-method
const submit = GPUQueue.prototype.submit
// oxlint-disable-next-line typescript/unbound-method
const request = GPUAdapter.prototype.requestDevice
let first: GPUDevice | undefined
let count = 0

GPUAdapter.prototype.requestDevice = async function (...args) {
  const device = await request.apply(this, args)
  first ??= device
  return device
}

GPUQueue.prototype.submit = function (commands) {
  if (this === first?.queue && ++count === at) first.destroy()
  return submit.call(this, commands)
}
