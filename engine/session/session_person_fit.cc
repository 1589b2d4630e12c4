#include "engine/session/session_person_fit.h"

#include "engine/person_fit/lz_star.h"

namespace adaptest {
namespace {

void FillTimes(const Session& session, PersonFit& fit) {
  std::vector<TimedAnswer> answers;
  std::vector<int> positions;  // of each of them
  for (size_t i = 0; i < session.given().size(); ++i) {
    const GivenItem& given = session.given()[i];
    const Item& item = session.exam().bank().item(given.item);
    if (!given.scored || !given.seconds || !item.response_time) continue;
    answers.push_back({*item.response_time, *given.seconds});
    positions.push_back(static_cast<int>(i));
  }
  fit.speed = EstimateSpeed(answers, std::nullopt);
  const auto residuals = ResponseTimeResiduals(answers, std::nullopt);
  for (size_t k = 0; k < answers.size(); ++k) {
    const GivenItem& given = session.given()[positions[k]];
    const Item& item = session.exam().bank().item(given.item);
    const bool right = *given.category == NumCategories(item) - 1;
    if (IsRapidGuess(residuals[k], right)) {
      fit.rapid_positions.push_back(positions[k]);
    }
  }
}

}  // namespace

PersonFit SessionPersonFit(const Session& session) {
  const PreparedExam& exam = session.exam();
  const auto answers = session.ScoredAnswers();
  PersonFit fit;
  if (answers.empty()) return fit;
  EstimationSettings settings = session.ScoreSettings();
  settings.scan = &exam.scan_tables();
  fit.lz_star = LzStar(exam.estimator(), session.Ability(), exam.bank(),
                       answers, settings);
  fit.cusum = ResidualCusum(exam.bank(), answers, session.track().back().theta);
  const auto& bounds = session.mode().cusum_bounds;
  if (bounds && session.finished() && !session.cut_short()) {
    fit.aberrant = IsAberrant(fit.cusum, *bounds);
  }
  FillTimes(session, fit);
  return fit;
}

}  // namespace adaptest
