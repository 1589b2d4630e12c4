#include "engine/session/early_stop.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "engine/blueprint/proportion.h"
#include "engine/scores/mastery.h"
#include "engine/session/session_prediction.h"

namespace adaptest {
namespace {

TestProgress Progress(const Session& session) {
  const PreparedExam& exam = session.exam();
  const ScoreScale& scale = exam.exam().scale;
  const auto track = session.track();
  TestProgress progress;
  progress.answers = session.ScoredAnswers();
  progress.num_items = static_cast<int>(progress.answers.size());
  progress.length = session.mode().mode.scored_items;
  progress.theta = track.back().theta;
  progress.standard_error = track.back().standard_error;
  if (track.size() > 1) {
    const EstimatePoint& previous = track[track.size() - 2];
    progress.previous_theta = previous.theta;
    progress.previous_standard_error = previous.standard_error;
  }
  progress.elapsed_seconds = session.given().back().elapsed_seconds;
  progress.time_limit_seconds = session.mode().mode.time_limit_seconds;
  progress.theta_cut = scale.theta_cut;
  progress.mastery_probability =
      MasteryProbability(session.ScorePosterior(), scale);
  progress.bank = &exam.bank();
  return progress;
}

double LargestInformation(const Session& session, double theta,
                          const std::vector<int>& candidates) {
  const PreparedExam& exam = session.exam();
  std::vector<double> information(exam.bank().size());
  exam.criterion_tables().InformationAt(exam.bank(), theta,
                                        absl::MakeSpan(information));
  double largest = 0;
  for (const int i : candidates) largest = std::max(largest, information[i]);
  return largest;
}

// Whether more items of the set that the last scored item is of are to come.
bool IsInsideSet(const Session& session, const ItemSelection& selection) {
  const Blueprint& blueprint = session.mode().blueprint;
  const int set = blueprint.item_set(session.ScoredAnswers().back().item);
  return set >= 0 && !selection.candidates.empty() &&
         blueprint.item_set(selection.candidates.front()) == set;
}

}  // namespace

bool StopsEarly(const Session& session) {
  // A rule looks at scored answers, so a pretest item changes nothing.
  if (session.ScoredAnswers().empty()) return false;
  TestProgress progress = Progress(session);
  if (progress.num_items >= progress.length) return false;
  std::optional<ItemSelection> selection;
  const auto selected = [&]() -> const ItemSelection& {
    if (!selection) selection = session.Select();
    return *selection;
  };
  progress.largest_information = [&] {
    return LargestInformation(session, progress.theta, selected().candidates);
  };
  progress.final_pass_probability = [&] {
    return FinalPassProbability(session, selected());
  };
  for (const StoppingRule& rule : session.mode().stopping_rules) {
    if (ShouldStop(rule, progress)) {
      return IsProportional(session.mode().blueprint, session.ScoredItems()) &&
             (!session.mode().blueprint.has_item_sets() ||
              !IsInsideSet(session, selected()));
    }
  }
  return false;
}

}  // namespace adaptest
