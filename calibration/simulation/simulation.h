#ifndef ADAPTEST_CALIBRATION_SIMULATION_SIMULATION_H_
#define ADAPTEST_CALIBRATION_SIMULATION_SIMULATION_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "calibration/simulation/examinee.h"
#include "calibration/simulation/post_hoc.h"

namespace adaptest {

// The exam and the answers of a post-hoc simulation, owned by the caller.
struct PostHocStudy {
  const PostHocExam* exam;
  const RecordedAnswers* answers;
};

// A simulation study of one mode of an exam.
struct SimulationOptions {
  std::shared_ptr<const PreparedExam> exam;
  int mode = 0;
  uint64_t seed = 1;
  int threads = 1;
  ExamineeOptions examinee;
  const ItemBank* true_bank = nullptr;  // see SimulateExaminee
  // Examinee i is person i on record; `exam` and `mode` are those of
  // PostHocExam.
  const PostHocStudy* post_hoc = nullptr;
  // Called now and then with the number of examinees done; may be empty.
  std::function<void(int done)> progress;
};

// Simulates examinees 0, 1, ... The same for any number of threads: where the
// mode controls exposure, examinees are done in batches of kExposureBatch, each
// of which sees the counts of those before it. Keeps nothing but these counts.
class Simulator {
 public:
  static constexpr int kExposureBatch = 32;

  explicit Simulator(SimulationOptions options);

  // Sessions of the next examinees, one a true ability and in this order (for
  // persons on record only the number of abilities counts). In parts of
  // kExposureBatch, the last one apart, the parts do not matter.
  std::vector<SimulatedExaminee> Next(absl::Span<const double> thetas);

 private:
  SimulatedExaminee SimulateOne(uint64_t index, double theta) const;

  SimulationOptions options_;
  std::vector<ExposureCounts> counts_;  // one a control
  uint64_t done_ = 0;
};

// All of them at once.
std::vector<SimulatedExaminee> Simulate(const SimulationOptions& options,
                                        absl::Span<const double> thetas);

// [item]: how many of the examinees were given it as a scored item.
std::vector<double> TimesGiven(absl::Span<const SimulatedExaminee> examinees,
                               int num_items);

// A row of examinees.csv for an examinee simulated with person fit: person_id,
// theta (the true one), n_items (scored), estimate, posterior_sd, passed (1 or
// 0), pass_probability, lz_star, cusum_upper, cusum_lower, aberrant (1 or 0).
// An lz_star that is not defined is empty, and so is aberrant where the mode
// has no bounds. With several exams there is a first column `exam`.
std::string ExamineesHeader(bool with_exam);
std::string WriteExaminee(const std::string& person_id,
                          const SimulatedExaminee& examinee,
                          const std::string* label);

// The answers as rows of a response log: person_id, item_id, response.
inline constexpr char kResponseLogHeader[] = "person_id,item_id,response\n";
std::string WriteAnswers(const ItemBank& bank, const std::string& person_id,
                         const SimulatedExaminee& examinee);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SIMULATION_SIMULATION_H_
