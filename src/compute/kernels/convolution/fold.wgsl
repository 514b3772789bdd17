// The other way: every pixel gathers its share from the rows of all windows that stood over it, so nothing is added by two invocations.
// Rows firstRow … firstRow + rows − 1 are there; `add` keeps what the rows before gave. `quads` as in unfold.wgsl.
struct Places {
  images: u32, height: u32, width: u32, channels: u32, windowHeight: u32, windowWidth: u32,
  outHeight: u32, outWidth: u32, strideY: u32, strideX: u32, padY: u32, padX: u32,
  firstRow: u32, rows: u32, firstPixel: u32, pixels: u32, add: u32
}
//% if quads > 0
@group(0) @binding(0) var<storage, read> unfolded: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> image: array<vec4f>;
//% else
@group(0) @binding(0) var<storage, read> unfolded: array<f32>;
@group(0) @binding(1) var<storage, read_write> image: array<f32>;
//% end
@group(0) @binding(2) var<uniform> p: Places;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lanes = groups.x * 64u;
  let rowSize = p.windowHeight * p.windowWidth * p.channels;
  for (var i = id.x; i < p.pixels; i += lanes) {
    let pixel = p.firstPixel + i;
    let x = pixel % p.width + p.padX;
    let y = pixel / p.width % p.height + p.padY;
    let number = pixel / (p.width * p.height);
    for (var c = 0u; c < p.channels; c++) {
      //% if quads > 0
      var sum = vec4f(0);
      //% else
      var sum = 0.0;
      //% end
      for (var dy = 0u; dy < p.windowHeight; dy++) {
        let outY = (y - dy) / p.strideY;
        if (y < dy || outY * p.strideY != y - dy || outY >= p.outHeight) { continue; }
        for (var dx = 0u; dx < p.windowWidth; dx++) {
          let outX = (x - dx) / p.strideX;
          let row = (number * p.outHeight + outY) * p.outWidth + outX - p.firstRow;
          // A row before the first wraps round to a huge number.
          if (x < dx || outX * p.strideX != x - dx || outX >= p.outWidth || row >= p.rows) { continue; }
          sum += unfolded[row * rowSize + (dy * p.windowWidth + dx) * p.channels + c];
        }
      }
      let at = pixel * p.channels + c;
      if (p.add == 1u) { sum += image[at]; }
      image[at] = sum;
    }
  }
}
