#include "calibration/simulation/paired_differences.h"

namespace adaptest {
namespace {

double Square(double x) { return x * x; }

double Error(const SimulatedExaminee& e) { return e.estimate - e.theta; }

double BrierTerm(const SimulatedExaminee& e) {
  return Square(e.pass_probability - e.passes_fresh_form);
}

}  // namespace

void PairedDifferences::Add(const SimulatedExaminee& first,
                            const SimulatedExaminee& other) {
  length_.Add(static_cast<double>(first.given.size()),
              static_cast<double>(other.given.size()));
  error_.Add(Error(first), Error(other));
  squared_error_.Add(Square(Error(first)), Square(Error(other)));
  covered_.Add(first.covered, other.covered);
  right_.Add(first.passed == (first.theta >= first_cut_),
             other.passed == (other.theta >= cut_));
  if (has_fresh_form_) brier_.Add(BrierTerm(first), BrierTerm(other));
}

StudyDifference PairedDifferences::Differences() const {
  return {length_.Difference(),
          error_.Difference(),
          squared_error_.RootDifference(),
          covered_.Difference(),
          right_.Difference(),
          brier_.Difference()};
}

}  // namespace adaptest
