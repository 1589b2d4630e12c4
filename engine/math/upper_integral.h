#ifndef ADAPTEST_ENGINE_MATH_UPPER_INTEGRAL_H_
#define ADAPTEST_ENGINE_MATH_UPPER_INTEGRAL_H_

#include <vector>

#include "engine/theta_grid.h"

namespace adaptest {

// The integral of a smooth function above a cut as a linear form of its values
// at the nodes of a grid of spacing h: coefficients l with
//
//   integral of f from cut to the grid's end ~ h * sum over q of l_q f(theta_q)
//
// for functions that vanish, with their derivatives, at the grid's ends. From
// the first node not below the cut, the trapezoid with Euler and Maclaurin's
// corrections at that node, derivatives by central differences; below it, the
// integral of the cubic through the four nodes around the cut. The error is of
// order h^5. A cut within two cells of an end counts as lying on it: all of the
// grid, or nothing.
std::vector<double> UpperIntegral(const ThetaGrid& grid, double cut);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MATH_UPPER_INTEGRAL_H_
