// Philox4x32-10 (Salmon, Moraes, Dror and Shaw, 2011): word i of a stream is word i mod 4 of the block with counter
// (i ÷ 4, 0, 0, 0). Twin of philox.ts: integers are equal bit for bit on every adapter.

struct Shape {
  // Words to write.
  count: u32,
  // First block: word 4 × offset of the stream lands in out[0].
  offset: u32,
  keyLow: u32,
  keyHigh: u32,
}

// Words as they are, or as uniforms in [0, 1): the f32 of their top 24 bits, stored as its bits.
override asUniform: bool = false;

@group(0) @binding(0) var<storage, read_write> out: array<u32>;
@group(0) @binding(1) var<uniform> shape: Shape;

// WGSL has no 64-bit integers: high half of a product from 16-bit halves.
fn multiplyHigh(a: u32, b: u32) -> u32 {
  let aLow = a & 0xffffu;
  let aHigh = a >> 16u;
  let bLow = b & 0xffffu;
  let bHigh = b >> 16u;
  let crossed = aHigh * bLow + ((aLow * bLow) >> 16u);
  let middle = aLow * bHigh + (crossed & 0xffffu);
  return aHigh * bHigh + (crossed >> 16u) + (middle >> 16u);
}

fn philox(start: vec4u, startKey: vec2u) -> vec4u {
  var counter = start;
  var key = startKey;
  for (var round = 0; round < 10; round++) {
    let high0 = multiplyHigh(0xd2511f53u, counter.x);
    let high1 = multiplyHigh(0xcd9e8d57u, counter.z);
    counter = vec4u(
      high1 ^ counter.y ^ key.x,
      0xcd9e8d57u * counter.z,
      high0 ^ counter.w ^ key.y,
      0xd2511f53u * counter.x,
    );
    key += vec2u(0x9e3779b9u, 0xbb67ae85u);
  }
  return counter;
}

// One block of four words per invocation; groups run along x, then y, so that 65,535 a dimension is no limit.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let block = id.x + id.y * groups.x * 64u;
  let at = block * 4u;
  if (at >= shape.count) {
    return;
  }
  var words = philox(vec4u(shape.offset + block, 0u, 0u, 0u), vec2u(shape.keyLow, shape.keyHigh));
  if (asUniform) {
    words = bitcast<vec4u>(vec4f(words >> vec4u(8u)) * 0x1p-24f);
  }
  for (var i = 0u; i < min(4u, shape.count - at); i++) {
    out[at + i] = words[i];
  }
}
