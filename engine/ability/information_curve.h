#ifndef ADAPTEST_ENGINE_ABILITY_INFORMATION_CURVE_H_
#define ADAPTEST_ENGINE_ABILITY_INFORMATION_CURVE_H_

#include "absl/types/span.h"
#include "engine/item_bank.h"
#include "engine/math/curve_point.h"
#include "engine/scored_answer.h"

namespace adaptest {

// What the items answered tell about theta, whatever was answered: sums over
// items i and their categories k, with P = P_ik(theta),
//
//   I = sum of P'^2 / P    Fisher information
//   J = sum of P' P'' / P  the term of Warm's correction, J / (2 I)
//
// with derivatives in theta, exact, by automatic differentiation of log P.
struct InformationCurves {
  CurvePoint information;
  double warm = 0;        // J
  double warm_slope = 0;  // J'
};

inline InformationCurves operator+(const InformationCurves& f,
                                   const InformationCurves& g) {
  return {f.information + g.information, f.warm + g.warm,
          f.warm_slope + g.warm_slope};
}

InformationCurves InformationAt(const ItemBank& bank,
                                absl::Span<const ScoredAnswer> answers,
                                double theta);

// J / (2 I) and its derivative; 0 where I underflows.
struct WarmCorrection {
  double value = 0;
  double slope = 0;
};

WarmCorrection WarmCorrectionOf(const InformationCurves& curves);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_ABILITY_INFORMATION_CURVE_H_
