"use strict";
/**
 * Stands in for @tensorflow/tfjs-node, whose install downloads a native library from outside npm. danfojs-node asks for
 * that package by name; it gets TensorFlow.js with the GPU when @tensorflow/tfjs-node-gpu is installed, and otherwise the
 * TensorFlow.js pieces that the course has: core, the cpu backend, data.
 */

/** The native package, when it is there and its library loads. */
function nativeTensorFlow() {
  try {
    return require("@tensorflow/tfjs-node-gpu");
  } catch {
    // not installed, or installed without its native library: both are ordinary, and the portable pieces do the same
    return undefined;
  }
}

function portableTensorFlow() {
  const core = require("@tensorflow/tfjs-core");
  require("@tensorflow/tfjs-backend-cpu");
  addMethods(core);
  if (core.getBackend() === undefined) core.setBackend("cpu");
  // the first operation of the cpu backend would advise to install the package that this one replaces
  core.findBackend("cpu").firstUse = false;
  return { ...core, data: require("@tensorflow/tfjs-data") };
}

/**
 * Tensor methods (`tensor.add(1)`) for the build of core that `require` gets: there operations are functions only.
 * danfojs-node calls `sqrt` in this way, and a reader of its tensors expects all of them.
 */
function addMethods(core) {
  const methods = core.Tensor.prototype;
  const add = (name, method) => {
    if (methods[name] === undefined) Object.defineProperty(methods, name, { value: method, configurable: true, writable: true });
  };
  for (const name of SAME_NAME) {
    const operation = core[name];
    add(name, function (...rest) {
      return operation(this, ...rest);
    });
  }
  for (const [name, method] of Object.entries(otherShapes(core))) add(name, method);
}

/** Operations that take the tensor as their first argument and keep their name as a method. */
const SAME_NAME = [
  ..."abs acos acosh add all any argMax argMin asin asinh atan atan2 atanh avgPool batchNorm batchToSpaceND broadcastTo".split(" "),
  ..."cast ceil clipByValue conv1d conv2d conv2dTranspose cos cosh cumprod cumsum depthToSpace depthwiseConv2d".split(" "),
  ..."dilation2d div divNoNan dot elu equal erf euclideanNorm exp expandDims expm1 fft floor floorDiv gather greater".split(" "),
  ..."greaterEqual ifft irfft isFinite isInf isNaN leakyRelu less lessEqual localResponseNormalization log log1p".split(" "),
  ..."logSigmoid logSoftmax logSumExp logicalAnd logicalNot logicalOr logicalXor matMul max maxPool maximum mean min".split(" "),
  ..."minimum mirrorPad mod mul neg norm notEqual oneHot onesLike pad pool pow prelu prod reciprocal relu relu6 reshape".split(" "),
  ..."reverse rfft round rsqrt selu separableConv2d sigmoid sign sin sinh slice softmax softplus spaceToBatchND split".split(" "),
  ..."sqrt square squaredDifference squeeze step stridedSlice sub sum tan tanh tile topk transpose unique".split(" "),
  ..."unsortedSegmentSum unstack zerosLike".split(" "),
];

/** Methods whose arguments differ from those of the function. */
function otherShapes(core) {
  const asShape = function (...shape) {
    return core.reshape(this, shape);
  };
  const castTo = (type) =>
    function () {
      return core.cast(this, type);
    };
  const flatten = function () {
    return core.reshape(this, [this.size]);
  };
  const listOf = (tensors) => (tensors instanceof core.Tensor ? [tensors] : tensors);
  return {
    as1D: flatten,
    as2D: asShape,
    as3D: asShape,
    as4D: asShape,
    as5D: asShape,
    asScalar: asShape,
    asType: function (type) {
      return core.cast(this, type);
    },
    concat: function (others, axis) {
      return core.concat([this, ...listOf(others)], axis);
    },
    flatten,
    reshapeAs: function (other) {
      return core.reshape(this, other.shape);
    },
    resizeBilinear: function (...rest) {
      return core.image.resizeBilinear(this, ...rest);
    },
    resizeNearestNeighbor: function (...rest) {
      return core.image.resizeNearestNeighbor(this, ...rest);
    },
    stack: function (others, axis) {
      return core.stack([this, ...listOf(others)], axis);
    },
    toBool: castTo("bool"),
    toFloat: castTo("float32"),
    toInt: castTo("int32"),
    where: function (condition, other) {
      return core.where(condition, this, other);
    },
  };
}

module.exports = nativeTensorFlow() ?? portableTensorFlow();
