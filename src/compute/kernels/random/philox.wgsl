// Philox4x32-10 (Salmon, Moraes, Dror and Shaw, 2011): word i of a stream is word i mod 4 of the block with counter
// (i ÷ 4, 0, 0, 0). Twin of philox.ts: integers are equal bit for bit on every adapter.

struct Shape {
  // Words to write.
  count: u32,
  // First block: word 4 × offset of the stream lands in out[0].
  offset: u32,
  keyLow: u32,
  keyHigh: u32,
  // Of a mask: uniforms below threshold · 2^−24 are `value`, the others 0.
  threshold: u32,
  value: f32,
}

// 0: words as they are. 1: uniforms in [0, 1), the f32 of their top 24 bits. 2: standard normals. 3: a mask. All stored as bits.
override form: u32;

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

// √(−2 ln u) for u = (word + 1) · 2^−32, and the sine and cosine of a turn's share of 2^−32 · word (Box and Muller, 1958). Both words
// are taken apart as integers and go through series good to 1e-8: adapters promise their own logarithm, sine and cosine to 2^−11 only.
fn normals(word: u32, turn: u32) -> vec2f {
  // u = m · 2^−zeros with m = 1 − v in (½, 1], and −ln(1 − v) = 2 artanh s. A word of ones is u = 1.
  let u = word + 1u;
  let zeros = countLeadingZeros(u);
  let v = f32(0u - (u << zeros)) * 0x1p-32f;
  let s = v / (2.0 - v);
  let q = s * s;
  let series = 1.0 + q * (1.0 / 3 + q * (1.0 / 5 + q * (1.0 / 7 + q * (1.0 / 9 + q * (1.0 / 11 + q * (1.0 / 13 + q / 15))))));
  let logarithm = f32(zeros) * 0.6931471805599453 + 2.0 * s * series;
  let radius = select(sqrt(2.0 * logarithm), 0.0, u == 0u);
  // The nearest quarter turn, and the rest of at most an eighth.
  let quarter = (turn + 0x20000000u) >> 30u;
  let x = f32(bitcast<i32>(turn - (quarter << 30u))) * (6.283185307179586 * 0x1p-32f);
  let y = x * x;
  let sine = x * (1.0 + y * (-1.0 / 6 + y * (1.0 / 120 + y * (-1.0 / 5040 + y / 362880))));
  let cosine = 1.0 + y * (-0.5 + y * (1.0 / 24 + y * (-1.0 / 720 + y * (1.0 / 40320 - y / 3628800))));
  let odd = (quarter & 1u) == 1u;
  let point = vec2f(select(cosine, sine, odd), select(sine, cosine, odd));
  let signs = vec2f(select(1.0, -1.0, ((quarter + 1u) & 2u) == 2u), select(1.0, -1.0, (quarter & 2u) == 2u));
  return radius * signs * point;
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
  if (form == 1u) {
    words = bitcast<vec4u>(vec4f(words >> vec4u(8u)) * 0x1p-24f);
  } else if (form == 2u) {
    words = bitcast<vec4u>(vec4f(normals(words.x, words.y), normals(words.z, words.w)));
  } else if (form == 3u) {
    words = select(vec4u(0u), vec4u(bitcast<u32>(shape.value)), words >> vec4u(8u) < vec4u(shape.threshold));
  }
  for (var i = 0u; i < min(4u, shape.count - at); i++) {
    out[at + i] = words[i];
  }
}
