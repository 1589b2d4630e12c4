#include "calibration/fit/abilities.h"

#include "calibration/fit/left_out_posterior.h"
#include "calibration/parallel.h"

namespace adaptest {
namespace {

constexpr int kAbilityParts = 64;

}  // namespace

Abilities EstimateAbilities(const FittedModel& model, int threads) {
  const ResponseData& data = model.data();
  Abilities abilities;
  abilities.eap.resize(data.num_persons());
  abilities.sd.resize(data.num_persons());
  abilities.first_answer = {0};
  for (int p = 0; p < data.num_persons(); ++p) {
    abilities.first_answer.push_back(abilities.first_answer.back() +
                                     data.RowsOf(p).size());
  }
  abilities.eap_without.resize(abilities.first_answer.back());
  ParallelFor(kAbilityParts, threads, [&](int i) {
    const Part part(i, kAbilityParts, data.num_persons());
    LeftOutPosterior posterior(model);
    for (int p = part.begin; p < part.end; ++p) {
      posterior.SetPerson(p);
      abilities.eap[p] = posterior.Mean();
      abilities.sd[p] = posterior.Sd();
      size_t answer = abilities.first_answer[p];
      for (const uint16_t row : data.RowsOf(p)) {
        posterior.LeaveOut(row);
        abilities.eap_without[answer++] =
            static_cast<float>(posterior.LeftOutMean());
      }
    }
  });
  return abilities;
}

}  // namespace adaptest
