// One step of an optimizer over all parameters, four at a time: values −= step made of gradients and of the moving averages in
// `first` and `second`. What each method keeps there, and its formulas, are in twin.ts, number by number.
@group(0) @binding(0) var<storage, read> gradients: array<vec4f>;
@group(0) @binding(1) var<storage, read> norm: array<f32>;
@group(0) @binding(2) var<storage, read_write> values: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> first: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> second: array<vec4f>;
struct Parameters {
  start: u32, quads: u32, decayedQuads: u32, rate: f32, decay: f32, momentum: f32, squares: f32, epsilon: f32,
  firstBias: f32, secondBias: f32, clip: f32
}
@group(0) @binding(5) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lanes = groups.x * 64u;
  // Gradients longer than `clip` all together are shortened to it (Pascanu, Mikolov and Bengio, 2013); 0 leaves them alone.
  var shorter = 1.0;
  if (p.clip > 0.0) { shorter = min(1.0, p.clip / max(sqrt(norm[0]), 1e-30)); }
  for (var q = id.x; q < p.quads; q += lanes) {
    var value = values[q];
    var gradient = shorter * gradients[q];
    let decay = select(0.0, p.decay, p.start + q < p.decayedQuads);
    //% if method == 6
    value *= 1.0 - p.rate * decay;
    //% else
    gradient += decay * value;
    //% end
    //% if method == 0
    value -= p.rate * gradient;
    //% end
    //% if method == 1
    let velocity = p.momentum * first[q] + gradient;
    first[q] = velocity;
    value -= p.rate * velocity;
    //% end
    //% if method == 2
    let velocity = p.momentum * first[q] + gradient;
    first[q] = velocity;
    value -= p.rate * (gradient + p.momentum * velocity);
    //% end
    //% if method == 3
    let sum = second[q] + gradient * gradient;
    second[q] = sum;
    value -= p.rate * gradient / (sqrt(sum) + p.epsilon);
    //% end
    //% if method == 4
    let mean = p.squares * second[q] + (1.0 - p.squares) * gradient * gradient;
    second[q] = mean;
    value -= p.rate * gradient / (sqrt(mean) + p.epsilon);
    //% end
    //% if method > 4
    let slope = p.momentum * first[q] + (1.0 - p.momentum) * gradient;
    let square = p.squares * second[q] + (1.0 - p.squares) * gradient * gradient;
    first[q] = slope;
    second[q] = square;
    value -= p.rate * (slope / p.firstBias) / (sqrt(square / p.secondBias) + p.epsilon);
    //% end
    values[q] = value;
  }
}
