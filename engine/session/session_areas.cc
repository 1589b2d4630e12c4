#include "engine/session/session_areas.h"

#include <algorithm>
#include <utility>

#include "engine/scores/study_worth.h"

namespace adaptest {

std::vector<NamedReadiness> SessionAreas(const Session& session) {
  const PreparedExam& exam = session.exam();
  const ExamAreas& areas = exam.areas();
  if (areas.names.empty()) return {};
  const std::vector<AreaReadiness> readiness =
      AssessAreas(areas.model, exam.tables(), session.LogScorePrior(),
                  session.ScoredAnswers(), session.plan().seed);
  const std::vector<double> gains = PassGains(
      session.ScorePosterior(), exam.pass_curve(), areas.shares, kWhatIfRise);
  std::vector<NamedReadiness> named;
  for (size_t k = 0; k < areas.names.size(); ++k) {
    named.push_back({areas.names[k], readiness[k], gains[k]});
  }
  std::stable_sort(named.begin(), named.end(),
                   [](const NamedReadiness& x, const NamedReadiness& y) {
                     return x.pass_gain > y.pass_gain;
                   });
  return named;
}

}  // namespace adaptest
