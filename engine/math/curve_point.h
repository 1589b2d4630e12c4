#ifndef ADAPTEST_ENGINE_MATH_CURVE_POINT_H_
#define ADAPTEST_ENGINE_MATH_CURVE_POINT_H_

namespace adaptest {

// A function of theta at one point: its value, first and second derivative.
struct CurvePoint {
  double value = 0;
  double slope = 0;
  double curvature = 0;
};

inline CurvePoint operator+(const CurvePoint& f, const CurvePoint& g) {
  return {f.value + g.value, f.slope + g.slope, f.curvature + g.curvature};
}

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MATH_CURVE_POINT_H_
