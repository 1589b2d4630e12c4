#include "calibration/fit_checkpoint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "calibration/calibrate.h"
#include "calibration/files/checkpoint.h"
#include "tests/calibration/small_data.h"

namespace adaptest {
namespace {

using testing::HasSubstr;

ResponseData CheckpointData(int persons) {
  return SimulateAnswers(RandomThreePlItems(12, 3), persons, TwoPl(), 9);
}

// A fit that is stopped after so many iterations.
FitCheckpoint StoppedAfter(int iterations, const ResponseData& data) {
  CalibrationOptions options;
  FitCheckpoint last;
  options.save = [&](const FitCheckpoint& checkpoint) { last = checkpoint; };
  options.stop = [&] { return last.iterations >= iterations; };
  const auto fit = Calibrate(data, options);
  EXPECT_TRUE(fit.ok()) << fit.status();
  EXPECT_TRUE(fit->stopped);
  EXPECT_THAT(fit->Distrust(), HasSubstr("interrupted after"));
  return last;
}

TEST(FitCheckpoint, TheResumedFitIsTheWholeOne) {
  const ResponseData data = CheckpointData(600);
  CalibrationOptions options;
  const auto whole = Calibrate(data, options);
  options.resume = StoppedAfter(4, data);
  EXPECT_EQ(options.resume->iterations, 4);
  const auto resumed = Calibrate(data, options);
  ASSERT_TRUE(whole.ok() && resumed.ok());
  EXPECT_TRUE(resumed->converged);
  EXPECT_GT(resumed->iterations, 4);
  EXPECT_NEAR(resumed->log_likelihood, whole->log_likelihood, 1e-8);
  for (size_t i = 0; i < whole->items.size(); ++i) {
    for (int k = 0; k < 2; ++k) {
      EXPECT_NEAR(resumed->items[i].parameters[k],
                  whole->items[i].parameters[k], 1e-5);
    }
  }
}

TEST(FitCheckpoint, SurvivesAFile) {
  const FitCheckpoint checkpoint = StoppedAfter(3, CheckpointData(300));
  const auto read = ReadCheckpoint(
      WriteScratch("checkpoint.json", WriteCheckpoint(checkpoint)));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->fingerprint, checkpoint.fingerprint);
  EXPECT_EQ(read->iterations, checkpoint.iterations);
  EXPECT_EQ(read->x, checkpoint.x);
}

TEST(FitCheckpoint, OfAnotherFitIsRefused) {
  CalibrationOptions options;
  options.resume = StoppedAfter(3, CheckpointData(300));
  EXPECT_THAT(
      std::string(Calibrate(CheckpointData(301), options).status().message()),
      HasSubstr("the checkpoint is of another fit"));
}

TEST(FitCheckpoint, WhatIsNoneIsRefused) {
  for (const char* text :
       {"", "{}", "[1]", "{\"checkpoint\": 2}", "{\"checkpoint\": 1}",
        "{\"checkpoint\": 1, \"fingerprint\": \"x y\", \"iterations\": 1, "
        "\"x\": []}",
        "{\"checkpoint\": 1, \"fingerprint\": \"1f\", \"iterations\": 1, "
        "\"x\": [\"a\"]}"}) {
    EXPECT_THAT(
        std::string(
            ReadCheckpoint(WriteScratch("c.json", text)).status().message()),
        HasSubstr("c.json: is no checkpoint of version 1"))
        << text;
  }
}

}  // namespace
}  // namespace adaptest
