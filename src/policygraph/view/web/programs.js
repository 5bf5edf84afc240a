// What the graphics processor runs: shapes for entities; lines, curves and rings, dashed or not, with heads, for edges.

import { EdgeProgram, NodeProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";
import { bend } from "./geometry.js";
import { Shapes } from "./shapes.js";

const { FLOAT, TRIANGLES, UNSIGNED_BYTE } = WebGLRenderingContext;
const COLOUR = { size: 4, type: UNSIGNED_BYTE, normalized: true };
export const SMALLEST = 3; // pixels: the radius of an entity seen from afar
const PIXEL = "2.0 * u_correctionRatio"; // in the shaders' units

const setAll = (values, { gl, uniformLocations }) => {
  for (const [name, value] of Object.entries(values)) {
    if (name === "u_matrix") gl.uniformMatrix3fv(uniformLocations[name], false, value);
    else gl.uniform1f(uniformLocations[name], value);
  }
};

// An entity is a triangle around its shape; each pixel of it works out how far it is from the shape's outline.
export class ShapeProgram extends NodeProgram {
  getDefinition() {
    return {
      VERTICES: 3,
      METHOD: TRIANGLES,
      UNIFORMS: ["u_matrix", "u_sizeRatio", "u_correctionRatio"],
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_outline", size: 3, type: FLOAT }, // corners (0: circle, negative: star), turn, reach
        { name: "a_color", ...COLOUR },
        { name: "a_border", ...COLOUR },
        { name: "a_id", ...COLOUR },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_angle", size: 1, type: FLOAT }],
      CONSTANT_DATA: [[0], [(2 * Math.PI) / 3], [(4 * Math.PI) / 3]],
      VERTEX_SHADER_SOURCE: `
        attribute vec2 a_position; attribute float a_size; attribute vec3 a_outline;
        attribute vec4 a_color; attribute vec4 a_border; attribute vec4 a_id; attribute float a_angle;
        uniform mat3 u_matrix; uniform float u_sizeRatio; uniform float u_correctionRatio;
        varying vec2 v_spot; varying float v_pixels; varying vec3 v_outline; varying vec4 v_color; varying vec4 v_border;
        void main() {
          v_pixels = max(a_size / u_sizeRatio, ${SMALLEST.toFixed(1)}); // from afar, still a shape and a colour
          v_spot = 3.0 * vec2(cos(a_angle), sin(a_angle)); // in radii
          vec2 position = a_position + v_spot * v_pixels * ${PIXEL};
          gl_Position = vec4((u_matrix * vec3(position, 1)).xy, 0, 1);
          v_outline = a_outline;
          #ifdef PICKING_MODE
          v_color = a_id; v_border = a_id;
          #else
          v_color = a_color; v_border = a_border;
          #endif
          v_color.a *= 255.0 / 254.0; v_border.a *= 255.0 / 254.0;
        }`,
      FRAGMENT_SHADER_SOURCE: `
        precision highp float;
        varying vec2 v_spot; varying float v_pixels; varying vec3 v_outline; varying vec4 v_color; varying vec4 v_border;
        const float PI = 3.141592653589793;
        float outside(vec2 spot, float corners, float turn, float reach) {
          float far = length(spot);
          if (corners == 0.0) return far - reach;
          float step = 2.0 * PI / abs(corners);
          float angle = mod(atan(-spot.y, spot.x) - turn, step) - step / 2.0; // from the middle between two corners
          if (corners > 0.0) return far * cos(angle) - reach * cos(step / 2.0);
          vec2 at = far * vec2(cos(step / 2.0 - abs(angle)), sin(step / 2.0 - abs(angle)));
          vec2 tip = vec2(reach, 0.0);
          vec2 side = ${Shapes.NOTCH.toFixed(3)} * vec2(cos(step / 2.0), sin(step / 2.0)) - tip;
          return dot(at - tip, normalize(vec2(side.y, -side.x)));
        }
        void main() {
          float pixels = outside(v_spot, v_outline.x, v_outline.y, v_outline.z) * v_pixels;
          float border = clamp(0.12 * v_pixels, 0.4, 2.5);
          float inner = clamp(0.5 - (pixels + border), 0.0, 1.0);
          float whole = clamp(0.5 - pixels, 0.0, 1.0);
          #ifdef PICKING_MODE
          gl_FragColor = whole > 0.5 ? v_color : vec4(0.0);
          #else
          gl_FragColor = mix(v_border, v_color, inner) * whole;
          #endif
        }`,
    };
  }

  processVisibleItem(index, start, data) {
    const { corners, turn, reach } = Shapes.outline(data.shape);
    const colours = [floatColor(data.color), floatColor(data.border), index];
    this.array.set([data.x, data.y, data.size, corners, turn, reach, ...colours], start);
  }

  setUniforms(params, info) {
    const { matrix, sizeRatio, correctionRatio } = params;
    setAll({ u_matrix: matrix, u_sizeRatio: sizeRatio, u_correctionRatio: correctionRatio }, info);
  }
}

const PIECES = 10;
// Each corner of an edge's ribbon: share of the way, side; then the three corners of its head (share 2).
const ribbon = Array.from({ length: PIECES }, (_, piece) => {
  const [here, there] = [piece / PIECES, (piece + 1) / PIECES];
  return [[here, -1], [here, 1], [there, -1], [there, -1], [here, 1], [there, 1]];
}).flat();
const head = [[2, 0], [2, -1], [2, 1]];

// How an edge is broken: not (0), into dashes (1) or dots (2).
const pattern = ({ dashes }) => (dashes ? (dashes[0] > 3 ? 1 : 2) : 0);

// An edge is a ribbon of ten pieces along a straight line, a curve or a ring, and a head where it ends.
export class PathProgram extends EdgeProgram {
  getDefinition() {
    return {
      VERTICES: ribbon.length + head.length,
      METHOD: TRIANGLES,
      UNIFORMS: ["u_matrix", "u_sizeRatio", "u_correctionRatio"],
      ATTRIBUTES: [
        { name: "a_start", size: 2, type: FLOAT },
        { name: "a_end", size: 2, type: FLOAT },
        { name: "a_run", size: 4, type: FLOAT }, // bend or (of a ring) angle, radius of the ring, of the end, dashed
        { name: "a_thick", size: 1, type: FLOAT },
        { name: "a_color", ...COLOUR },
        { name: "a_id", ...COLOUR },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
      CONSTANT_DATA: [...ribbon, ...head],
      VERTEX_SHADER_SOURCE: `
        attribute vec2 a_start; attribute vec2 a_end; attribute vec4 a_run; attribute float a_thick;
        attribute vec4 a_color; attribute vec4 a_id; attribute vec2 a_corner;
        uniform mat3 u_matrix; uniform float u_sizeRatio; uniform float u_correctionRatio;
        varying vec4 v_color; varying float v_side; varying float v_half; varying float v_along; varying float v_dashed;
        const float PI = 3.141592653589793;
        void main() {
          float pixel = ${PIXEL};
          float thick = max(a_thick / u_sizeRatio, 0.5); // in pixels
          float half_ = thick / 2.0 + 0.5;
          vec2 spot; vec2 along; float length_; float from = 0.0;
          bool isHead = a_corner.x > 1.5;
          if (a_run.y > 0.0) {
            float radius = a_run.y / u_sizeRatio;
            float turn = a_run.x + PI + 2.0 * PI * a_corner.x;
            vec2 centre = a_start + radius * pixel * vec2(cos(a_run.x), sin(a_run.x));
            spot = centre + radius * pixel * vec2(cos(turn), sin(turn));
            along = vec2(-sin(turn), cos(turn));
            length_ = 2.0 * PI * radius;
            if (isHead) half_ = 0.0;
          } else {
            vec2 way = a_end - a_start;
            float far = max(length(way) / pixel, 0.001);
            vec2 control = (a_start + a_end) / 2.0 + a_run.x * vec2(way.y, -way.x);
            float headLong = max(6.0 / u_sizeRatio + 1.5 * thick, 4.0);
            float tip = max(0.5, 1.0 - a_run.z / u_sizeRatio / far);
            float neck = max(0.4, tip - headLong / far);
            float share = isHead ? (a_corner.y == 0.0 ? tip : neck) : a_corner.x * neck;
            spot = mix(mix(a_start, control, share), mix(control, a_end, share), share);
            along = normalize(mix(control - a_start, a_end - control, share));
            length_ = far;
            from = share;
            if (isHead) half_ = headLong * 0.45;
          }
          spot += vec2(-along.y, along.x) * a_corner.y * half_ * pixel;
          gl_Position = vec4((u_matrix * vec3(spot, 1)).xy, 0, 1);
          v_side = isHead ? 0.0 : a_corner.y * half_;
          v_half = isHead ? 1.0 : half_;
          v_along = (a_run.y > 0.0 ? a_corner.x : from) * length_;
          v_dashed = isHead ? 0.0 : a_run.w;
          #ifdef PICKING_MODE
          v_color = a_id;
          #else
          v_color = a_color;
          #endif
          v_color.a *= 255.0 / 254.0;
        }`,
      FRAGMENT_SHADER_SOURCE: `
        precision highp float;
        varying vec4 v_color; varying float v_side; varying float v_half; varying float v_along; varying float v_dashed;
        void main() {
          #ifdef PICKING_MODE
          gl_FragColor = v_color;
          #else
          bool off = v_dashed > 1.5 ? mod(v_along, 5.0) > 2.0 : v_dashed > 0.5 && mod(v_along, 9.0) > 5.5;
          float gap = off ? 0.0 : 1.0;
          gl_FragColor = v_color * clamp(v_half - abs(v_side), 0.0, 1.0) * gap;
          #endif
        }`,
    };
  }

  processVisibleItem(index, start, source, target, data) {
    const { link } = data;
    const ring = link.from === link.to ? link.selfReference : null;
    const run = [ring ? ring.angle : bend(link), ring ? ring.size : 0, target.size, pattern(link)];
    const ends = [source.x, source.y, target.x, target.y];
    this.array.set([...ends, ...run, data.size, floatColor(data.color), index], start);
  }

  setUniforms(params, info) {
    const { matrix, sizeRatio, correctionRatio } = params;
    setAll({ u_matrix: matrix, u_sizeRatio: sizeRatio, u_correctionRatio: correctionRatio }, info);
  }
}
