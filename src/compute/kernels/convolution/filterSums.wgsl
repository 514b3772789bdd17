// Gradient of the filters without windows as rows of a matrix: Σ over places of window · gradient. A workgroup makes {{rows}} numbers of the
// window × {{lanes * columns}} outputs for one part of the places; lanes of a subgroup load the pixels under different numbers of the window and tell
// them to each other. Parts are added by addParts.wgsl.
enable subgroups;
struct Places {
  images: u32, height: u32, width: u32, channels: u32, windowHeight: u32, windowWidth: u32,
  outHeight: u32, outWidth: u32, strideY: u32, strideX: u32, padY: u32, padX: u32,
  first: u32, count: u32, inner: u32, outputs: u32, partSize: u32
}
@group(0) @binding(0) var<storage, read> image: array<f32>;
@group(0) @binding(1) var<storage, read> gradient: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> parts: array<vec4f>;
@group(0) @binding(3) var<uniform> p: Places;
var<private> sums: array<vec4f, {{rows * columns / 4}}>;

@compute @workgroup_size({{lanes}})
fn main(@builtin(subgroup_invocation_id) lane: u32, @builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let row = group.y * {{rows}}u;
//% for g in 0..rows / lanes
  let number{{g}} = min(row + {{g * lanes}}u + lane, p.inner - 1u);
  let dy{{g}} = number{{g}} / (p.windowWidth * p.channels);
  let dx{{g}} = number{{g}} / p.channels % p.windowWidth;
  let under{{g}} = (dy{{g}} * p.width + dx{{g}}) * p.channels + number{{g}} % p.channels;
//% end
//% for i in 0..rows
//% for q in 0..columns / 4
  var s{{i}}_{{q}} = vec4f();
//% end
//% end
  let place = p.first + group.z * p.partSize;
  let end = min(place + p.partSize, p.first + p.count);
  let line = place / p.outWidth;
  let quads = p.outputs / 4u;
  var outX = place - line * p.outWidth;
  var outY = line % p.outHeight;
  var top = line / p.outHeight * p.height - p.padY;
  var at = place * quads + group.x * {{columns / 4 * lanes}}u + local;
  // No branches in the loop: SwiftShader carries all sums over the edges of every one.
  for (var i = place; i < end; i++) {
    let y = outY * p.strideY - p.padY;
    let x = outX * p.strideX - p.padX;
    let start = ((top + outY * p.strideY) * p.width + x) * p.channels;
//% for q in 0..columns / 4
    let f{{q}} = gradient[at + {{q * lanes}}u];
//% end
    at += quads;
//% for g in 0..rows / lanes
    let in{{g}} = (y + dy{{g}} < p.height) & (x + dx{{g}} < p.width);
    let v{{g}} = select(0.0, image[select(0u, start + under{{g}}, in{{g}})], in{{g}});
//% end
    outX++;
    let last = outX == p.outWidth;
    outX = select(outX, 0u, last);
    outY += select(0u, 1u, last);
    let below = outY == p.outHeight;
    outY = select(outY, 0u, below);
    top += select(0u, p.height, below);
//% for i in 0..rows
    let z{{i}} = vec4f(subgroupBroadcast(v{{i / lanes}}, {{i % lanes}}u));
//% for q in 0..columns / 4
    s{{i}}_{{q}} = fma(z{{i}}, f{{q}}, s{{i}}_{{q}});
//% end
//% end
  }
//% for i in 0..rows
//% for q in 0..columns / 4
  sums[{{i * (columns / 4) + q}}] = s{{i}}_{{q}};
//% end
//% end
  for (var i = 0u; i < min({{rows}}u, p.inner - row); i++) {
    for (var q = 0u; q < {{columns / 4}}u; q++) {
      let quad = (group.x * {{columns / 4}}u + q) * {{lanes}}u + local;
      if (quad < quads) { parts[(group.z * p.inner + row + i) * quads + quad] = sums[i * {{columns / 4}}u + q]; }
    }
  }
}
