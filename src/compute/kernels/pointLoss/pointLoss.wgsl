// Losses of number against number, and their gradients by the prediction x; four a step. Variants: kind 0 squared (x − t)², 1 Huber,
// 2 binary cross-entropy of the logit x; weighted, lossy and graded: which arrays there are.
@group(0) @binding({{slot_x}}) var<storage, read> x: array<vec4f>;
@group(0) @binding({{slot_wanted}}) var<storage, read> wanted: array<vec4f>;
//% if weighted
@group(0) @binding({{slot_weights}}) var<storage, read> weights: array<vec4f>;
//% end
//% if lossy
@group(0) @binding({{slot_loss}}) var<storage, read_write> loss: array<vec4f>;
//% end
//% if graded
@group(0) @binding({{slot_gradient}}) var<storage, read_write> gradient: array<vec4f>;
//% end
struct Parameters { quads: u32, lanes: u32, delta: f32, scale: f32 }
@group(0) @binding({{last}}) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  for (var q = (group.y * groups.x + group.x) * 64u + lane; q < p.quads; q += p.lanes) {
    let v = x[q];
    let t = wanted[q];
    var w = vec4f(1);
    //% if weighted
    w = weights[q];
    //% end
    //% if lossy
    loss[q] = w * lossOf(v, t);
    //% end
    //% if graded
    gradient[q] = p.scale * w * slopeOf(v, t);
    //% end
  }
}

fn lossOf(x: vec4f, t: vec4f) -> vec4f {
  //% if kind == 0
  return (x - t) * (x - t);
  //% end
  //% if kind == 1
  let far = abs(x - t);
  return select(p.delta * (far - 0.5 * p.delta), 0.5 * far * far, far <= vec4f(p.delta));
  //% end
  //% if kind == 2
  // t · ln (1 + e⁻ˣ) + (1 − t) · ln (1 + eˣ), each by ln (1 + e^−|x|), which is exact near 0 by 2 artanh (e / (2 + e)).
  let e = exponential(-abs(x));
  let s = e / (2.0 + e);
  let z = s * s;
  let small = 2.0 * s * (1.0 + z * (1.0 / 3.0 + z * (0.2 + z * (1.0 / 7.0 + z * (1.0 / 9.0 + z * (1.0 / 11.0 + z / 13.0))))));
  return small + t * max(-x, vec4f(0)) + (1.0 - t) * max(x, vec4f(0));
  //% end
}

fn slopeOf(x: vec4f, t: vec4f) -> vec4f {
  //% if kind == 0
  return 2.0 * (x - t);
  //% end
  //% if kind == 1
  return clamp(x - t, vec4f(-p.delta), vec4f(p.delta));
  //% end
  //% if kind == 2
  // Not sigmoid(x) − t: that loses its digits where the answer is right.
  return (1.0 - t) * sigmoid(x) - t * sigmoid(-x);
  //% end
}
