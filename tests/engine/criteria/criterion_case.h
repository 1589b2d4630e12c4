#ifndef ADAPTEST_TESTS_ENGINE_CRITERIA_CRITERION_CASE_H_
#define ADAPTEST_TESTS_ENGINE_CRITERIA_CRITERION_CASE_H_

#include <memory>
#include <utility>
#include <vector>

#include "engine/session/selection_context.h"
#include "tests/support/exam_builder.h"

namespace adaptest {

// A bank and answers with the selections that follow from them, by EAP under
// N(0, 1).
class CriterionCase {
 public:
  explicit CriterionCase(ItemBank bank, std::vector<ScoredAnswer> answers = {},
                         ThetaGrid grid = ThetaGrid(), ScoreScale scale = {})
      : bank_(std::make_unique<ItemBank>(std::move(bank))),
        context_(std::make_unique<SelectionContext>(
            *bank_, grid, Eap(),
            EstimationSettings{grid, NormalPrior(), grid.lower(), grid.upper()},
            std::move(answers), scale)) {}

  const ItemBank& bank() const { return *bank_; }
  SelectionSnapshot At(double theta, uint64_t seed = 1, int length = 20) const {
    return context_->At(theta, seed, length);
  }
  std::vector<double> GainsOf(const SelectionCriterion& criterion,
                              double theta = 0, uint64_t seed = 1,
                              int length = 20) const {
    return Gains(criterion, At(theta, seed, length));
  }
  std::vector<double> ValuesOf(const SelectionCriterion& criterion,
                               double theta = 0) const {
    return ReportedValues(criterion, At(theta));
  }

 private:
  std::unique_ptr<ItemBank> bank_;
  std::unique_ptr<SelectionContext> context_;
};

inline SelectionCriterion Criterion(const Rule& rule) {
  auto criterion = MakeSelectionCriterion(rule);
  EXPECT_TRUE(criterion.ok()) << criterion.status();
  return *criterion;
}

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_ENGINE_CRITERIA_CRITERION_CASE_H_
