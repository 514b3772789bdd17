// out = A · b of a tile of A: an invocation walks the entries of a piece of a row, with the {{count}} numbers (or quads) of its answer in
// registers. With `join`, pieces that stand in b are added up to rows.
//% if quads
alias Number = vec4f;
//% else
alias Number = f32;
//% end
@group(0) @binding(0) var<storage, read> starts: array<u32>;
@group(0) @binding(1) var<storage, read> entries: array<vec2u>;
@group(0) @binding(2) var<storage, read> b: array<Number>;
@group(0) @binding(3) var<storage, read_write> out: array<Number>;
// Widths of rows, and where the part of them that is meant begins, in Numbers.
struct Parameters { rows: u32, width: u32, first: u32, outWidth: u32, outFirst: u32, add: u32 }
@group(0) @binding(4) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var r = id.x; r < p.rows; r += groups.x * 64u) {
    let end = starts[r + 1u];
//% for i in 0..count
    var s{{i}} = Number(0);
//% end
    for (var e = starts[r]; e < end; e++) {
//% if join
      let at = e * p.width;
//% for i in 0..count
      s{{i}} += b[at + {{i}}u];
//% end
//% else
      let entry = entries[e];
      let at = entry.x * p.width + p.first;
      let value = Number(bitcast<f32>(entry.y));
//% for i in 0..count
      s{{i}} += value * b[at + {{i}}u];
//% end
//% end
    }
    let to = r * p.outWidth + p.outFirst;
    if (p.add == 1u) {
//% for i in 0..count
      s{{i}} += out[to + {{i}}u];
//% end
    }
//% for i in 0..count
    out[to + {{i}}u] = s{{i}};
//% end
  }
}
