#ifndef ADAPTEST_ENGINE_MATH_NORMALIZE_DENSITY_H_
#define ADAPTEST_ENGINE_MATH_NORMALIZE_DENSITY_H_

namespace adaptest {

// Arrays handed to UpdateDensity have room for a multiple of this.
inline constexpr int kDensityLanes = 8;

// Mean and variance of a distribution over nodes 0 ... n - 1, in units of
// their spacing, the mean from the centre of the nodes.
struct NodeMoments {
  double mean;
  double variance;
};

// Adds to log densities, and turns them into weights:
//
//   log_density[q] += added[q]
//   log_density[q] -= max over q of log_density
//   weights[q] = exp(log_density[q]) / sum, the first and the last one halved
//
// `added` holds n >= 2 values. The other arrays hold n values and room up to
// the next multiple of kDensityLanes; log_density is padded with
// kDensityPadding there. Fastest where they start at multiples of 64 bytes.
//
// exp(x) = 2^k exp(r), |r| <= log(2) / 2, by a Taylor polynomial of degree 12:
// relative error below 4e-16. Below x = -700 it is the value at -700, about
// 1e-304: never a denormal number, which would cost a factor of 5 to 15 in
// time. The processor's widest vectors are used; sums run over
// kDensityLanes lanes whatever their width, so every processor gets the same
// result to the last bit.
NodeMoments UpdateDensity(double* log_density, const double* added,
                          double* weights, int n);

// The same with vectors of 16, 32 or 64 bytes, at most VectorBytes().
NodeMoments UpdateDensity(double* log_density, const double* added,
                          double* weights, int n, int vector_bytes);

inline constexpr double kDensityPadding = -1e300;

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MATH_NORMALIZE_DENSITY_H_
