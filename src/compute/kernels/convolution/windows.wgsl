// The product of windows and filters without windows as rows of a matrix. As in matmul/panels.wgsl a workgroup makes {{rows}} places of
// the window × {{lanes * columns}} outputs, an invocation {{columns / 4}} quads of each place, and the lanes of a subgroup load the pixels of different
// places and tell them to each other: one load for {{lanes}}. A place costs its index arithmetic once for all channels of a pixel.
// `sign` 1 walks over the window forwards; −1 walks backwards, for the way back. `quads`: outputs are a multiple of 4.
enable subgroups;
struct Places {
  images: u32, height: u32, width: u32, channels: u32, windowHeight: u32, windowWidth: u32,
  outHeight: u32, outWidth: u32, strideY: u32, strideX: u32, padY: u32, padX: u32,
  first: u32, count: u32, sign: u32, inner: u32, outputs: u32, filterLine: u32, filterStep: u32, biased: u32, add: u32, slope: f32
}
@group(0) @binding(0) var<storage, read> image: array<f32>;
@group(0) @binding(1) var<storage, read> filters: array<vec4f>;
@group(0) @binding(2) var<storage, read> bias: array<f32>;
//% if quads > 0
@group(0) @binding(3) var<storage, read_write> out: array<vec4f>;
//% else
@group(0) @binding(3) var<storage, read_write> out: array<f32>;
//% end
@group(0) @binding(4) var<uniform> p: Places;
// An indexed array lives in memory, so it is filled only when the sums are done.
var<private> sums: array<vec4f, {{rows * columns / 4}}>;

@compute @workgroup_size({{lanes}})
fn main(@builtin(subgroup_invocation_id) lane: u32, @builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let row = group.y * {{rows}}u;
//% for g in 0..rows / lanes
  // Places beyond the last do its work again, and are not stored. What is left of the image wraps round to huge numbers, outside as well.
  let place{{g}} = p.first + min(row + {{g * lanes}}u + lane, p.count - 1u);
  let line{{g}} = place{{g}} / p.outWidth;
  let number{{g}} = line{{g}} / p.outHeight;
  let y{{g}} = (line{{g}} - number{{g}} * p.outHeight) * p.strideY - p.padY;
  let x{{g}} = (place{{g}} - line{{g}} * p.outWidth) * p.strideX - p.padX;
  let start{{g}} = ((number{{g}} * p.height + y{{g}}) * p.width + x{{g}}) * p.channels;
//% end
//% for i in 0..rows
//% for q in 0..columns / 4
  var s{{i}}_{{q}} = vec4f();
//% end
//% end
  var f = group.x * p.filterLine + local;
  // SwiftShader carries all sums over the edges of every loop and branch: one loop for rows, columns and channels of the window where
  // channels are few, a loop of its own for them where they are many (`deep`).
  var dx = 0u;
  var dy = 0u;
//% if deep > 0
  for (var tap = 0u; tap < p.windowHeight * p.windowWidth; tap++) {
//% else
//% for g in 0..rows / lanes
  var inside{{g}} = true;
  var at{{g}} = 0u;
//% end
  var c = p.channels;
  for (var k = 0u; k < p.inner; k++) {
    if (c == p.channels) {
      c = 0u;
//% end
//% for g in 0..rows / lanes
//% if deep > 0
      let inside{{g}} = (y{{g}} + p.sign * dy < p.height) & (x{{g}} + p.sign * dx < p.width);
      var at{{g}} = select(0u, start{{g}} + p.sign * (dy * p.width + dx) * p.channels, inside{{g}});
//% else
      inside{{g}} = (y{{g}} + p.sign * dy < p.height) & (x{{g}} + p.sign * dx < p.width);
      at{{g}} = select(0u, start{{g}} + p.sign * (dy * p.width + dx) * p.channels, inside{{g}});
//% end
//% end
      dx++;
      if (dx == p.windowWidth) {
        dx = 0u;
        dy++;
      }
//% if deep > 0
    for (var c = 0u; c < p.channels; c++) {
//% else
    }
    c++;
//% end
//% for q in 0..columns / 4
    let f{{q}} = filters[f + {{q * lanes}}u];
//% end
    f += p.filterStep;
//% for g in 0..rows / lanes
    let v{{g}} = select(0.0, image[at{{g}}], inside{{g}});
    at{{g}}++;
//% end
//% for i in 0..rows
    let z{{i}} = vec4f(subgroupBroadcast(v{{i / lanes}}, {{i % lanes}}u));
//% for q in 0..columns / 4
    s{{i}}_{{q}} = fma(z{{i}}, f{{q}}, s{{i}}_{{q}});
//% end
//% end
  }
//% if deep > 0
  }
//% end
//% for i in 0..rows
//% for q in 0..columns / 4
  sums[{{i * (columns / 4) + q}}] = s{{i}}_{{q}};
//% end
//% end
  for (var q = 0u; q < {{columns / 4}}u; q++) {
    let output = 4u * ((group.x * {{columns / 4}}u + q) * {{lanes}}u + local);
    if (output >= p.outputs) { break; }
    var shift = vec4f();
    if (p.biased == 1u) { shift = vec4f(bias[output], bias[output + 1u], bias[output + 2u], bias[output + 3u]); }
    for (var i = 0u; i < min({{rows}}u, p.count - row); i++) {
      store((p.first + row + i) * p.outputs + output, p.outputs - output, sums[i * {{columns / 4}}u + q] + shift);
    }
  }
}

// Writes `count` of four sums, 4 at most.
fn store(at: u32, count: u32, sums: vec4f) {
  var x = sums;
//% if quads > 0
  if (p.add == 1u) { x += out[at / 4u]; }
//% else
  for (var j = 0u; j < min(count, 4u); j++) {
    if (p.add == 1u) { x[j] += out[at + j]; }
  }
//% end
  x = activate(select(x, select(x * p.slope, vec4f(), p.slope == 0.0), x < vec4f()));
//% if quads > 0
  out[at / 4u] = x;
//% else
  for (var j = 0u; j < min(count, 4u); j++) { out[at + j] = x[j]; }
//% end
}
