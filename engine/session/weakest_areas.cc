#include "engine/session/weakest_areas.h"

#include <algorithm>
#include <cstdint>
#include <numeric>

#include "engine/prior.h"
#include "engine/scores/area_readiness.h"

namespace adaptest {
namespace {

// The means do not depend on the seed of the draws.
constexpr uint64_t kAnySeed = 0;

AreaModel RankingModel(const ExamAreas& areas) {
  AreaModel model = areas.model;
  const bool off = std::all_of(model.sd.begin(), model.sd.end(),
                               [](double sd) { return sd == 0; });
  if (off) model.sd.assign(model.num_areas, kRankingAreaSd);
  return model;
}

}  // namespace

std::vector<int> WeakestAreas(const PreparedExam& exam,
                              const PreparedMode& mode,
                              absl::Span<const ScoredAnswer> answers) {
  if (answers.empty() || exam.areas().names.empty()) return {};
  const std::vector<double> log_prior = LogPrior(
      mode.selection_prior, exam.bank(), answers, exam.tables().grid());
  const std::vector<AreaReadiness> areas = AssessAreas(
      RankingModel(exam.areas()), exam.tables(), log_prior, answers, kAnySeed);
  std::vector<int> ranking(areas.size());
  std::iota(ranking.begin(), ranking.end(), 0);
  std::stable_sort(ranking.begin(), ranking.end(),
                   [&](int k, int l) { return areas[k].mean < areas[l].mean; });
  return ranking;
}

}  // namespace adaptest
